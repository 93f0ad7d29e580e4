export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '../users/authenticate/route.ts'
