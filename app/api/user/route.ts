export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '../users/route.ts'
