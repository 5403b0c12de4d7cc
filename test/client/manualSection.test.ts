import { describe, expect, it } from 'vitest';
import { manualSection } from '../../client/src/manual/manualSection.ts';

const page = String.raw`.Dd $Mdocdate$
.Sh DESCRIPTION
.Bl -tag -width Ds
.It Cm Speed
How fast
.Xr horse 1
runs, from
.Cm slow
to
.Cm fast .
Write
.Dq Fl f
for
.Ar word Ns = Ns Ar time ,
or
.Pq see Sx TIME FORMATS .
.Pp
One of:
.Bl -bullet
.It
walk
.It
.Sm off
.Oo Ar slow : Oc Ar fast
.Sm on
too
.It Cm trot
faster \(en by a third
.El
.Pp
The default is
.Ql \&.5 .
.It Cm Speed2
Something else.
.El
.Sh FILES`;

describe('a section of the manual', () => {
  it('is read as plain text, with its list, up to the next keyword', () => {
    expect(manualSection(page, 'speed')).toMatchInlineSnapshot(`
      "How fast horse(1) runs, from slow to fast. Write “-f” for word=time, or (see TIME
      FORMATS).

      One of:

      - walk

      - [slow:] fast too

      - trot: faster – by a third

      The default is ‘.5’."
    `);
  });

  it('ends with its list', () => {
    expect(manualSection(page, 'Speed2')).toBe('Something else.');
  });

  it('is not there for a word that the page does not explain', () => {
    expect(manualSection(page, 'Speed.')).toBeUndefined();
    expect(manualSection('', 'Speed')).toBeUndefined();
  });
});
