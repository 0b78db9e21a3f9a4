// How far a request to somebody has come, step by step, each with its time where it is known.

import type { ContactRow, LinkRow } from '../../../src/contract/values.js';

export interface RequestStep {
  readonly step: 'asked' | 'called' | 'reached' | 'answer' | 'connected';
  readonly state: 'done' | 'now' | 'ahead';
  /** Unix ms: when it was done, or since when it is being done. */
  readonly at: number | undefined;
}

/**
 * Calling has the time of the last call, what follows that of the last time they were reached.
 * @param link of the contact; the node knows of it only what happened since it was started
 */
export function requestSteps(
  { since }: Pick<ContactRow, 'since'>,
  link: LinkRow | undefined,
): readonly RequestStep[] {
  const reachedAt = reachedSince(link);
  const asked: RequestStep = { step: 'asked', state: 'done', at: since };
  if (reachedAt === undefined) {
    const calling: RequestStep = {
      step: 'called',
      state: 'now',
      at: link?.state === 'dialling' || link?.state === 'waiting' ? link.since : undefined,
    };
    return [asked, calling, ahead('reached'), ahead('answer'), ahead('connected')];
  }
  return [
    asked,
    // The call that reached them took seconds. Whoever calls us was not called.
    { step: 'called', state: 'done', at: link?.direction === 'in' ? undefined : reachedAt },
    { step: 'reached', state: 'done', at: reachedAt },
    { step: 'answer', state: 'now', at: reachedAt },
    ahead('connected'),
  ];
}

function reachedSince(link: LinkRow | undefined): number | undefined {
  if (link?.state === 'up') return link.since;
  return link && link.lastSeenAt > 0 ? link.lastSeenAt : undefined;
}

function ahead(step: RequestStep['step']): RequestStep {
  return { step, state: 'ahead', at: undefined };
}
