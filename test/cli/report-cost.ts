/** Preloaded into a command under test: at its end, says on stderr what it cost and which native parts it loaded. */
import { createRequire } from 'node:module';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const modules = [
    ...Object.keys(createRequire(import.meta.url).cache),
    ...(process.report.getReport() as { sharedObjects: string[] }).sharedObjects,
  ];
  process.stderr.write(JSON.stringify({ cpuMs: (user + system) / 1000, modules }));
});
