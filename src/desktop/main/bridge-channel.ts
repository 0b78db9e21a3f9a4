/** The one channel between the window's preload and main: requests one way, events and ports the other. */
export const BRIDGE_CHANNEL = 'kith';
/** Brings the port of a session. */
export const SESSION_CHANNEL = 'kith-session';
