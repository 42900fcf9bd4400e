export const noChunks = () => undefined;
export const statusOfWork = ({ output }: { output: unknown }) => (output === null ? 202 : 200);
