/**
 * Sends a picture as the viewer's own. XMLHttpRequest, since fetch tells nothing of a body's progress.
 * @param onProgress is told how much has gone, from 0 to 1.
 * @throws Error with words that may be shown, or at once if `signal` has ended it; never settles when it does later.
 */
export function sendAvatar(
  picture: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  const request = new XMLHttpRequest()
  signal.addEventListener('abort', () => request.abort())
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      if (request.status === 200) resolve()
      else reject(new Error(messageOf(request.responseText)))
    }
    request.onerror = () => reject(new Error('The connection failed. Try again.'))
    request.open('PUT', '/api/id/pfp')
    request.setRequestHeader('Content-Type', picture.type)
    request.send(picture)
  })
}

/** The message of an error's body, which is made to be read. */
function messageOf(body: string): string {
  try {
    const { message } = JSON.parse(body)
    if (typeof message === 'string') return message
  } catch {
    // A proxy's answer, say: a page.
  }
  return 'The server did not take the picture. Try again.'
}
