// The node as components see it: its state, rows of views, and commands.

import { createContext, use, useEffect } from 'react';
import { useStore } from 'zustand';
import type { ViewName, ViewParams, ViewRow } from '../../src/contract/views.js';
import type { Drafts } from './drafts.js';
import type { LiveRows, LiveViews } from './live-views.js';
import type { NextVersions } from './next-versions.js';
import type { Outgoing } from './outgoing.js';
import type { ConnectionState, NodeConnection } from './node-connection.js';
import type { Seen } from './seen.js';

export interface NodeClient {
  readonly connection: NodeConnection;
  readonly views: LiveViews;
  readonly outgoing: Outgoing;
  readonly drafts: Drafts;
  /** What goes below the files that are attached. */
  readonly captions: Drafts;
  readonly nextVersions: NextVersions;
  readonly seen: Seen;
}

export const NodeContext = createContext<NodeClient | undefined>(undefined);

export function useNode(): NodeClient {
  const client = use(NodeContext);
  if (!client) throw new Error('outside of NodeContext');
  return client;
}

export function useConnectionState(): ConnectionState {
  return useStore(useNode().connection.state);
}

/** `params` is compared by value. */
export function useLiveView<Name extends ViewName>(
  name: Name,
  params: ViewParams<Name>,
): LiveRows<ViewRow<Name>> {
  const { views } = useNode();
  const key = JSON.stringify(params);
  useEffect(() => views.look(name, JSON.parse(key) as ViewParams<Name>), [views, name, key]);
  return useStore(views.store(name, params));
}
