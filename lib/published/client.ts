import { clientModule } from '#lib/generated/client.ts'
import { makePublished } from './published.ts'

/** `/client.js`. */
export const publishedClient = makePublished('text/javascript', clientModule)
