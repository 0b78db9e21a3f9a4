// What the owner gives to the window by hand: files, and folders that become one file each.

import type { FoundEntry } from '../../src/base/zip/zip-entries.js';
import { MOST_FOLDER_ENTRIES } from '../../src/base/zip/zip-names.js';

/** Of a folder there is no file. */
export type GivenEntry = FoundEntry & { readonly file: File | undefined };

export interface GivenFolder {
  readonly name: string;
  /** By which the shell may tell where it lies; undefined: it cannot. */
  readonly place: File | undefined;
  /** Everything in it, as `zipEntries` wants it. 'entries': too much. @throws Error when a part of it cannot be read */
  readonly list: () => Promise<readonly GivenEntry[] | 'entries'>;
}

/** The node reads it where it lies. */
export interface PlacedFolder {
  readonly name: string;
  readonly path: string;
}

export type Given = File | GivenFolder | PlacedFolder;

export function folderAt(path: string): PlacedFolder {
  return { name: path.split(/[/\\]/u).findLast((part) => part !== '') ?? path, path };
}

/** What was dropped; only good while the event is handled. */
export function givenBy({ items }: DataTransfer): readonly Given[] {
  return [...items].flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (!isFolder(entry)) return file ?? [];
    return { name: entry.name, place: file ?? undefined, list: () => listed(entry) };
  });
}

/** What a dialog for folders gives: every file, with the folders only in its path. */
export function givenFolders(files: readonly File[]): readonly GivenFolder[] {
  const [name] = files[0]?.webkitRelativePath.split('/') ?? [];
  if (name === undefined) return [];
  return [{ name, place: undefined, list: () => Promise.resolve(fromPaths(files)) }];
}

async function listed(root: FileSystemDirectoryEntry): Promise<readonly GivenEntry[] | 'entries'> {
  const found: GivenEntry[] = [folderEntry(root.name, undefined)];
  const waiting: { readonly folder: FileSystemDirectoryEntry; readonly at: number }[] = [
    { folder: root, at: 0 },
  ];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const entry of await entriesOf(next.folder)) {
      if (found.length > MOST_FOLDER_ENTRIES) return 'entries';
      if (isFolder(entry)) {
        const at = found.push(folderEntry(entry.name, next.at)) - 1;
        waiting.push({ folder: entry, at });
      } else if (isFile(entry)) {
        const file = await new Promise<File>((resolve, reject) => {
          entry.file(resolve, reject);
        });
        found.push(fileEntry(file, next.at));
      }
    }
  }
  return found;
}

/** The browser gives them by the hundred. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0 || all.length > MOST_FOLDER_ENTRIES) return all;
    all.push(...some);
  }
}

function fromPaths(files: readonly File[]): readonly GivenEntry[] | 'entries' {
  const found: GivenEntry[] = [];
  const places = new Map<string, number>();
  const placeOf = (path: string): number => {
    const known = places.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    const parent = slash === -1 ? undefined : placeOf(path.slice(0, slash));
    const at = found.push(folderEntry(path.slice(slash + 1), parent)) - 1;
    places.set(path, at);
    return at;
  };
  for (const file of files) {
    const path = file.webkitRelativePath;
    found.push(fileEntry(file, placeOf(path.slice(0, path.lastIndexOf('/')))));
    if (found.length > MOST_FOLDER_ENTRIES + 1) return 'entries';
  }
  return found;
}

function folderEntry(name: string, parent: number | undefined): GivenEntry {
  // A browser does not tell when a folder changed.
  return { parent, name, isFolder: true, sizeBytes: 0, modifiedMs: 0, file: undefined };
}

function fileEntry(file: File, parent: number): GivenEntry {
  const { name, size: sizeBytes, lastModified: modifiedMs } = file;
  return { parent, name, isFolder: false, sizeBytes, modifiedMs, file };
}

function isFolder(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
