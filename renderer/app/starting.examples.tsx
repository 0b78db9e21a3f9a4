import type { Examples } from '../gallery/examples.js';
import './app.css';
import { Covered } from './Covered.js';
import { Starting } from './Starting.js';

export const examples: Examples = {
  'before the node said anything': () => <Starting />,
  'locked while there is no node': () => <Covered how="screen" />,
};
