// transfer: an offer may wait until fewer of its contact's are open (stage 'waiting'). Those that are open, that wait and that
// are over are each found without looking at the others.

export const waitingOffers = `
  CREATE INDEX transfer_open ON transfer (contact_id)
    WHERE incoming = 1 AND stage IN ('offered', 'accepted', 'running');
  CREATE INDEX transfer_waiting ON transfer (contact_id, created_at) WHERE stage = 'waiting';
  CREATE INDEX transfer_over ON transfer (created_at) WHERE stage IN ('done', 'ended');
`;
