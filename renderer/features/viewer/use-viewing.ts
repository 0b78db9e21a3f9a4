// Which of several pictures is looked at, and from how near.

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';

const MOST_ZOOM = 8;
const STEP = 1.5;

/** @param ids in the order in which they are walked through */
export function useViewing(ids: readonly string[], id: string, onLook: (id: string) => void) {
  const [zoom, setZoom] = useState(1);
  const at = ids.indexOf(id);
  const stage = useCentred(zoom);
  const lookAt = (other: string | undefined) => {
    if (other === undefined) return;
    onLook(other);
    setZoom(1);
  };
  const zoomBy = (factor: number) => {
    setZoom((now) => Math.min(MOST_ZOOM, Math.max(1, now * factor)));
  };
  return {
    zoom,
    stage,
    before: ids[at - 1],
    after: ids[at + 1],
    lookAt,
    zoomBy,
    zoomIn: () => {
      zoomBy(STEP);
    },
    zoomOut: () => {
      zoomBy(1 / STEP);
    },
    /** Near, or whole again. */
    toggleZoom: () => {
      setZoom((now) => (now === 1 ? 3 : 1));
    },
  };
}
export type Viewing = ReturnType<typeof useViewing>;

/** Arrows lead to the other pictures, or over one that is larger than the window. */
export function onViewingKey(event: KeyboardEvent, viewing: Viewing): void {
  const isPanning = viewing.zoom > 1 && event.key.startsWith('Arrow');
  const does = isPanning ? undefined : KEYS[event.key];
  if (!does) return;
  event.preventDefault();
  does(viewing);
}

const KEYS: Readonly<Record<string, (viewing: Viewing) => void>> = {
  ArrowLeft: ({ lookAt, before }) => {
    lookAt(before);
  },
  ArrowRight: ({ lookAt, after }) => {
    lookAt(after);
  },
  '+': ({ zoomIn }) => {
    zoomIn();
  },
  '=': ({ zoomIn }) => {
    zoomIn();
  },
  '-': ({ zoomOut }) => {
    zoomOut();
  },
  '0': ({ zoom, zoomBy }) => {
    zoomBy(1 / zoom);
  },
};

/** What is scrolled keeps its middle when it grows and shrinks. */
function useCentred(zoom: number) {
  const stage = useRef<HTMLDivElement>(null);
  const before = useRef(zoom);
  useLayoutEffect(() => {
    const growth = zoom / before.current;
    before.current = zoom;
    if (!stage.current) return;
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = stage.current;
    stage.current.scrollLeft = (scrollLeft + clientWidth / 2) * growth - clientWidth / 2;
    stage.current.scrollTop = (scrollTop + clientHeight / 2) * growth - clientHeight / 2;
  }, [zoom]);
  return stage;
}
