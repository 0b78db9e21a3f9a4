import { readdir } from 'node:fs/promises';
import { fileError, systemCode } from './file-error.js';

/** The names of everything in a directory; none when it is not there. Throws AppError as `fileError`. */
export async function listFiles(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw fileError(error, directory);
  }
}
