export { serveWindow } from './window-server.js';
