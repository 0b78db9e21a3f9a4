// What is not needed to show the conversations: each is read when it is first opened.

import { lazy } from 'react';

export const Settings = lazy(async () => ({
  default: (await import('../features/settings/Settings.js')).Settings,
}));
export const AddDialog = lazy(async () => ({
  default: (await import('../features/contacts/AddDialog.js')).AddDialog,
}));
export const Attach = lazy(async () => ({ default: (await import('./Attach.js')).Attach }));
export const Transfers = lazy(async () => ({ default: (await import('./Transfers.js')).Transfers }));
export const Forward = lazy(async () => ({ default: (await import('./Forward.js')).Forward }));
export const Viewer = lazy(async () => ({ default: (await import('./Viewer.js')).Viewer }));
export const InviteDialog = lazy(async () => ({
  default: (await import('../features/contacts/InviteDialog.js')).InviteDialog,
}));
export const CompareDialog = lazy(async () => ({
  default: (await import('../features/compare/CompareDialog.js')).CompareDialog,
}));
export const RenameDialog = lazy(async () => ({
  default: (await import('../features/details/RenameDialog.js')).RenameDialog,
}));
export const RemoveDialog = lazy(async () => ({
  default: (await import('../features/details/RemoveDialog.js')).RemoveDialog,
}));
export const DeleteHistoryDialog = lazy(async () => ({
  default: (await import('../features/details/DeleteHistoryDialog.js')).DeleteHistoryDialog,
}));
export const RemoveFilesDialog = lazy(async () => ({
  default: (await import('../features/settings/RemoveFilesDialog.js')).RemoveFilesDialog,
}));
export const Palette = lazy(async () => ({
  default: (await import('../features/palette/Palette.js')).Palette,
}));
export const ShortcutSheet = lazy(async () => ({
  default: (await import('../features/shortcuts/ShortcutSheet.js')).ShortcutSheet,
}));
export const ShortcutTable = lazy(async () => ({
  default: (await import('../features/shortcuts/ShortcutTable.js')).ShortcutTable,
}));
