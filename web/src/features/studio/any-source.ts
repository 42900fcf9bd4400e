/** Stands for a source that is still to be chosen: the price does not depend on which it is. */
export const anySource = '00000000-0000-7000-8000-000000000000';
