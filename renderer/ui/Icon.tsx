import type { LucideIcon } from 'lucide-react';

/** Decoration: whatever it means is also said in words. */
export function Icon({ of: Drawn, size = 20 }: { readonly of: LucideIcon; readonly size?: number }) {
  return <Drawn size={`${String(size / 16)}rem`} strokeWidth={1.75} aria-hidden />;
}
