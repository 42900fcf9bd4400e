/** A name that nothing has yet: "pack-2". */
export function newName(stem: string, taken: object): string {
  let number = 1;
  while (Object.hasOwn(taken, `${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
