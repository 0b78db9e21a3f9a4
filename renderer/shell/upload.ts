// Bytes of a file that the node cannot read from the disk itself: PUT upload/<id>?name=<name>, relative to the page, in either
// shell. 204: the node has them all, encrypted, under that id.

const TAKEN = 204;

/** An XMLHttpRequest, because a fetch does not tell how far it is. */
export function upload(
  id: string,
  file: File,
  sent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
    };
    signal.addEventListener('abort', abort);
    request.upload.addEventListener('progress', ({ loaded }) => {
      sent(loaded);
    });
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', abort);
      resolve(request.status === TAKEN);
    });
    request.open('PUT', `upload/${id}?${new URLSearchParams({ name: file.name }).toString()}`);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.send(file);
  });
}
