/** Made by `web/build/pseudo-messages.ts`. */
declare module 'virtual:pseudo-messages/*' {
  export const messages: import('@lingui/core').Messages;
}
