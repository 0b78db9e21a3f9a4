import { startTransition, Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLockedNotifications } from '../features/notifications/use-locked-notifications.js';
import { Unlock } from '../features/unlock/Unlock.js';
import { useConnectionState, useLiveView } from '../node-client/use-node.js';
import { Covered } from './Covered.js';
import { FirstRun, loadMain, Main } from './lazy-screens.js';
import { untoldLock } from './lock.js';
import { NoSession } from './NoSession.js';
import { Starting } from './Starting.js';
import { useUnreadSign } from './use-unread-sign.js';

/** One screen for each state of the node, and never an empty one in between: what is there stays until the next can be drawn. */
export function Screens() {
  useUnreadSign();
  return (
    <Suspense fallback={<Starting />}>
      <Screen />
    </Suspense>
  );
}

function Screen() {
  const { phase, node } = useConnectionState();
  const { how } = useStore(untoldLock);
  const [isFirstRun, setFirstRun] = useState(false);
  const [isReady, setReady] = useState(false);
  const [wasLocked, setWasLocked] = useState(false);
  // Making an identity passes through locked.
  if (node === 'locked' && !isFirstRun && !wasLocked) setWasLocked(true);
  const opening = node === 'open' && !isReady && (
    <Opening
      onReady={() => {
        startTransition(() => {
          setReady(true);
        });
      }}
    />
  );
  if (phase === 'gone') return <NoSession />;
  if (node === 'empty' || isFirstRun) {
    return (
      <>
        <FirstRun
          onBegin={() => {
            setFirstRun(true);
          }}
          onDone={() => {
            setFirstRun(false);
          }}
        />
        {opening}
      </>
    );
  }
  if (node === 'open' && how !== undefined) return <Covered how={how} />;
  if (node === 'open' && isReady) return <Main />;
  return (
    <>
      {wasLocked ? <Unlock isOpening={node === 'open'} /> : <Starting />}
      {node === 'locked' && <Behind />}
      {opening}
    </>
  );
}

/** Behind the lock: news without names, and the program for what comes after it. */
function Behind() {
  useLockedNotifications();
  useEffect(() => void loadMain(), []);
  return null;
}

/** Waits until there is something to show. */
function Opening({ onReady }: { readonly onReady: () => void }) {
  const contacts = useLiveView('contacts', {}).isLoaded;
  const conversations = useLiveView('conversations', {}).isLoaded;
  useEffect(() => {
    if (contacts && conversations) void loadMain().then(onReady);
  }, [contacts, conversations, onReady]);
  return null;
}
