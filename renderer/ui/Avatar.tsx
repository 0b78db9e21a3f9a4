import { initialsOf } from '../text/display-name.js';
import { tintOf } from '../text/tint.js';
import './identity.css';

export interface AvatarProps {
  readonly name: string;
  /** Chooses the colour. */
  readonly nodeId: string;
  readonly size?: 'small' | 'medium' | 'large';
}

export function Avatar({ name, nodeId, size = 'medium' }: AvatarProps) {
  return (
    <span className="avatar" data-size={size} data-tint={tintOf(nodeId)} aria-hidden>
      {initialsOf(name)}
    </span>
  );
}
