import type { Examples } from '../gallery/examples.js';
import './app.css';
import { Starting } from './Starting.js';

export const examples: Examples = {
  'before the node said anything': () => <Starting />,
};
