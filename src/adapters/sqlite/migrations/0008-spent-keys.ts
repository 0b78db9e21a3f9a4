// Pre-keys are found by the node they were made for, and the uses of Kyber keys by the signed pre-key they came with.

export const spentKeys = `
  CREATE INDEX pre_key_made_for ON pre_key (made_for, id);
  CREATE INDEX kyber_pre_key_made_for ON kyber_pre_key (made_for, id);
  CREATE INDEX kyber_use_signed ON kyber_pre_key_use (signed_id);
`;
