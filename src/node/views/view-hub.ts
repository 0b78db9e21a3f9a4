// Every live view of every face: told of each commit, it reads again what changed and nothing else.

import { AppError } from '../../base/app-error.js';
import type { ViewCursor } from '../../contract/messages.js';
import type { ViewName, ViewParams, ViewRow } from '../../contract/views.js';
import type { Reader } from '../reader/reader-client.js';
import { blockedView } from './blocked-view.js';
import { contactsView } from './contacts-view.js';
import { conversationsView } from './conversations-view.js';
import { deletionsView } from './deletions-view.js';
import { type DurableOptions, DurableSubscription } from './durable-subscription.js';
import type { DurableView } from './durable-view.js';
import { messagesView } from './messages-view.js';
import { requestsView } from './requests-view.js';
import { searchView } from './search-view.js';
import type { ViewSink, ViewSource } from './view-sink.js';
import { VolatileSubscription } from './volatile-subscription.js';

export type VolatileView = 'links' | 'status' | 'transfers' | 'activity' | 'privacy';
type DurableName = Exclude<ViewName, VolatileView>;

export interface ViewHubOptions {
  /** Undefined while the store is closed. */
  readonly reader: () => Reader | undefined;
  readonly volatileRows: { readonly [Name in VolatileView]: () => Promise<readonly ViewRow<Name>[]> };
}

const VOLATILE_VIEWS: ReadonlySet<ViewName> = new Set<VolatileView>([
  'links',
  'status',
  'transfers',
  'activity',
  'privacy',
]);

export class ViewHub implements ViewSource {
  readonly #durable = new Set<Pick<DurableSubscription<DurableName>, 'committed'>>();
  readonly #volatile: Readonly<Record<VolatileView, Set<VolatileSubscription>>> = {
    links: new Set(),
    status: new Set(),
    transfers: new Set(),
    activity: new Set(),
    privacy: new Set(),
  };

  constructor(private readonly options: ViewHubOptions) {}

  /** Throws AppError NODE_LOCKED while the store is closed and the view needs it. */
  subscribe(view: ViewName, params: unknown, sink: ViewSink, cursor?: ViewCursor): () => void {
    if (isVolatile(view)) return this.#subscribeVolatile(view, sink);
    // The parameters passed this view's schema.
    return this.#subscribeDurable(view, { params: params as ViewParams<typeof view>, sink, cursor });
  }

  /** After each commit. The status counts things of the store, so it may have changed too. */
  committed(rev: number, entities: readonly string[]): void {
    for (const subscription of this.#durable) subscription.committed(rev, entities);
    if (entities.length > 0) this.changed('status');
  }

  /** Rows of a view that is not in the store may have changed. */
  changed(view: VolatileView): void {
    for (const subscription of this.#volatile[view]) subscription.changed();
  }

  #subscribeVolatile(view: VolatileView, sink: ViewSink): () => void {
    const subscription = new VolatileSubscription(this.options.volatileRows[view], sink);
    this.#volatile[view].add(subscription);
    return () => {
      this.#volatile[view].delete(subscription);
      subscription.end();
    };
  }

  #subscribeDurable<Name extends DurableName>(
    name: Name,
    look: Pick<DurableOptions<Name>, 'params' | 'sink' | 'cursor'>,
  ): () => void {
    const reader = this.options.reader();
    if (!reader) throw new AppError('NODE_LOCKED');
    const view: DurableView<Name> = DURABLE_VIEWS[name];
    const subscription = new DurableSubscription({ ...look, view, reader });
    this.#durable.add(subscription);
    return () => {
      this.#durable.delete(subscription);
      subscription.end();
    };
  }
}

const DURABLE_VIEWS: { readonly [Name in DurableName]: DurableView<Name> } = {
  contacts: contactsView,
  requests: requestsView,
  blocked: blockedView,
  conversations: conversationsView,
  messages: messagesView,
  deletions: deletionsView,
  search: searchView,
};

function isVolatile(view: ViewName): view is VolatileView {
  return VOLATILE_VIEWS.has(view);
}
