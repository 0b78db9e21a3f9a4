// Where the window opens: where it was, as far as a person can see and reach it there.

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SMALLEST = { width: 480, height: 400 } as const;
const FIRST = { width: 1_100, height: 760 } as const;
/** So much of the title bar must be on a screen to take hold of the window. */
const GRIP = { width: 120, height: 32 } as const;

/** `screens`: the usable area of each, the main one first; at least one. All in device-independent pixels. */
export function windowPlace(remembered: Rectangle | undefined, screens: readonly Rectangle[]): Rectangle {
  const places = remembered
    ? screens.map((screen) => ({ screen, place: { ...remembered, ...fitting(remembered, screen) } }))
    : [];
  const kept = places.find(({ place, screen }) => isReachable(place, screen));
  if (kept) return kept.place;
  return centred(fitting(remembered ?? FIRST, screens[0]), screens[0]);
}

function isReachable(place: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
  const isTopInside = place.y >= screen.y && place.y + GRIP.height <= screen.y + screen.height;
  return width >= GRIP.width && isTopInside;
}

type Size = Pick<Rectangle, 'width' | 'height'>;

function fitting(size: Size, screen: Size | undefined): Size {
  return {
    width: Math.max(SMALLEST.width, Math.min(size.width, screen?.width ?? size.width)),
    height: Math.max(SMALLEST.height, Math.min(size.height, screen?.height ?? size.height)),
  };
}

function centred({ width, height }: Size, screen: Rectangle | undefined): Rectangle {
  const { x, y, ...area } = screen ?? { x: 0, y: 0, width, height };
  return {
    x: Math.round(x + Math.max(0, area.width - width) / 2),
    y: Math.round(y + Math.max(0, area.height - height) / 2),
    width,
    height,
  };
}
