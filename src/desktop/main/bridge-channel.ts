/** The one channel between the window's preload and main: requests one way, events and ports the other. */
export const BRIDGE_CHANNEL = 'kith';
/** Says where a file lies that the page handed over. */
export const FILE_CHANNEL = 'kith-file';
/** Asks the owner for a folder. */
export const FOLDER_CHANNEL = 'kith-folder';
/** Brings the port of a session. */
export const SESSION_CHANNEL = 'kith-session';
