/** Ignores the chunks of a call, which a route can't send. */
export const noChunks = () => undefined;
