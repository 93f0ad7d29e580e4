import { limitWait, waitUntilAborted } from '../alone.ts'
import type { Bound } from '../tokens.ts'

const DATABASE = 'latchkey'
const STORE = 'sessions'
/** How long the browser may take: a database that does not open is none. */
const STORE_TIMEOUT_MS = 3000

/** Reads what is kept of a session. Keys come as they went in: without a way to read them. */
export async function readRecord(id: string): Promise<Bound | undefined> {
  return use('readonly', store => store.get(id))
}

/** Keeps a session, or with null nothing more of it. */
export async function writeRecord(id: string, bound: Bound | null): Promise<void> {
  if (bound) await use('readwrite', store => store.put(bound, id))
  else await use('readwrite', store => store.delete(id))
}

function use<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return waitUntilAborted(open(mode, act), limitWait(null, STORE_TIMEOUT_MS))
}

async function open<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
  const database = await settle(opening)
  try {
    return await settle(act(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
