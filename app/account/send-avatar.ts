import { requireSameViewer } from '../forms/same-viewer.ts'

/**
 * Sends the viewer's avatar. By XMLHttpRequest, since `fetch` does not report the progress of an upload.
 * @param onProgress is called with the part that is sent, from 0 to 1.
 * @param signal stops the upload: if it has already fired this throws, later the promise never settles.
 * @throws Error with a message that may be shown.
 */
export async function sendAvatar(
  avatar: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await requireSameViewer()
  signal.throwIfAborted()
  const request = new XMLHttpRequest()
  signal.addEventListener('abort', () => request.abort())
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      if (request.status === 200) resolve()
      else reject(new Error(readMessage(request.responseText)))
    }
    request.onerror = () => reject(new Error('The connection failed. Try again.'))
    request.open('PUT', '/api/id/pfp')
    request.setRequestHeader('Content-Type', avatar.type)
    request.send(avatar)
  })
}

/** The message in the body of an error: it is written for users. */
function readMessage(body: string): string {
  try {
    const { message } = JSON.parse(body)
    if (typeof message === 'string') return message
  } catch {
    // Not the API's answer, but perhaps a proxy's error page.
  }
  return 'The server did not accept the avatar. Try again.'
}
