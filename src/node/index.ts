// What the shells may use of the node.

import { generateConfig, shownConfig, validateConfig } from './settings.js';

export { connectToNode } from './connect.js';
export { createNode as runNode } from './create-node.js';
export { changePasswordOffline, createIdentity } from './offline.js';
export { refuseEarly } from './preflight.js';
export { refuseHopeless } from './refuse-hopeless.js';
export { resolveHome } from './resolve-home.js';

export const config = { generate: generateConfig, validate: validateConfig, show: shownConfig };
