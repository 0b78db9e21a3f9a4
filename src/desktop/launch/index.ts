// What `npm start` uses.

export { chooseFace } from './choose-face.js';
export { electronRuntime } from './electron-runtime.js';
export { openDesktop } from './open-desktop.js';
