import {
  Bell,
  Database,
  EyeOff,
  Info,
  Keyboard,
  KeyRound,
  Lock,
  type LucideIcon,
  Network,
  Palette,
  SquarePen,
} from 'lucide-react';
import type { Section } from './sections.js';

export const SECTION_ICONS: Readonly<Record<Section, LucideIcon>> = {
  appearance: Palette,
  writing: SquarePen,
  notifications: Bell,
  locking: Lock,
  privacy: EyeOff,
  identity: KeyRound,
  network: Network,
  storage: Database,
  shortcuts: Keyboard,
  about: Info,
};
