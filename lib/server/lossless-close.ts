import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as Listener, type Socket } from 'node:net'

/**
 * Has `server` close without losing a request. Node's own `close` cuts connections that are idle at once, and whoever
 * sends a request on one in that moment never gets an answer. Here each gets one, which says that it is the last
 * (`Connection: close`, RFC 9112 §9.6), and only what stays silent is cut.
 * @returns closes it: takes no new connection, cuts what is silent for `silence` milliseconds, and resolves when
 *   there is no connection left. With a `silence` as long as the server's `keepAliveTimeout` nothing is cut that
 *   would not have been anyway. When called again the shorter one counts.
 */
export function createLosslessClose(server: Server): (silence: number) => Promise<void> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  let closed: Promise<void> | undefined
  return silence => {
    closed ??= new Promise(resolve => {
      for (const socket of sockets) {
        const answer = findAnswerOn(socket)
        if (answer) answer.shouldKeepAlive = false
      }
      server.prependListener('request', markLastAnswer)
      Listener.prototype.close.call(server, () => resolve())
    })
    if (silence < server.keepAliveTimeout) {
      server.keepAliveTimeout = silence
      for (const socket of sockets) if (!findAnswerOn(socket)) cutWhenSilent(socket, silence)
    }
    return closed
  }
}

function markLastAnswer({ socket }: IncomingMessage, answer: ServerResponse): void {
  answer.shouldKeepAlive = false
  // Not silent any more, however long the answer takes.
  socket.setTimeout(0)
}

function cutWhenSilent(socket: Socket, silence: number): void {
  if (silence > 0) socket.setTimeout(silence)
  else socket.destroy()
}

/** The answer that is under way on a connection: `_httpMessage` is Node's own mark of one. */
function findAnswerOn(socket: Socket): ServerResponse | null {
  return (socket as { _httpMessage?: ServerResponse | null })._httpMessage ?? null
}
