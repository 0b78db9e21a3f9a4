// The door to the node: commands receive it, so that tests can put an in-memory node behind it.

import {
  changePasswordOffline,
  config,
  connectToNode,
  createIdentity,
  resolveHome,
  runNode,
} from '../node/index.js';

export const nodeAccess = {
  runNode,
  connectToNode,
  createIdentity,
  changePasswordOffline,
  resolveHome,
  config,
};

export type NodeAccess = typeof nodeAccess;
export type { RunningNode } from '../node/index.js';
