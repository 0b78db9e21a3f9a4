// The screens of a node without an identity and of an open one: neither is read where the other is shown.

import { lazy } from 'react';

export const FirstRun = lazy(async () => ({
  default: (await import('../features/first-run/FirstRun.js')).FirstRun,
}));
export const loadMain = () => import('./Main.js');
export const Main = lazy(async () => ({ default: (await loadMain()).Main }));
