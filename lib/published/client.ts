import { clientModule, clientSignInModule } from '#lib/generated/client.ts'
import { makePublished } from './published.ts'

/** `/client.js`. */
export const publishedClient = makePublished('text/javascript', clientModule)

/** `/client-sign-in.js`, which that imports when it is needed. */
export const publishedSignIn = makePublished('text/javascript', clientSignInModule)
