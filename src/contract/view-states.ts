// In which states of the node each view can be had: what a face has to know of the views without their schemas, so that a
// window need not load those.

import type { NodeState } from './values.js';

const OPEN = ['open'] as const;

export const viewStates = {
  contacts: OPEN,
  requests: OPEN,
  blocked: OPEN,
  conversations: OPEN,
  messages: OPEN,
  deletions: OPEN,
  search: OPEN,
  transfers: OPEN,
  links: OPEN,
  activity: OPEN,
  privacy: OPEN,
  status: ['empty', 'locked', 'open'],
} as const satisfies Readonly<Record<string, readonly NodeState[]>>;
