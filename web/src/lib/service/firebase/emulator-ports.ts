const basePorts = { functions: 5001, firestore: 8080, auth: 9099 } as const;

export type EmulatorPorts = Record<keyof typeof basePorts, number>;

/** All emulators are moved by the same offset as the page itself, so the page's own port tells where they are. */
export function emulatorPorts({ pagePort, basePort }: { pagePort: number; basePort: number }): EmulatorPorts {
  const offset = pagePort - basePort;
  return {
    functions: basePorts.functions + offset,
    firestore: basePorts.firestore + offset,
    auth: basePorts.auth + offset,
  };
}
