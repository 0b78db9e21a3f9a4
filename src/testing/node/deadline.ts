// Waiting in tests of whole nodes: for something that is told, never for a time, and not forever.

/** Rejects when `promise` is not settled in time; `what` names it in the failure. */
export async function within<T>(
  what: string | (() => string),
  promise: Promise<T>,
  timeoutMs = 20_000,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const named = typeof what === 'string' ? what : what();
      reject(new Error(`waited ${timeoutMs} ms for ${named}`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
