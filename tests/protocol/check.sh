#!/bin/sh
# Runs both outbox models in every variant and fails unless each verdict is the expected one.
# Needs: spin, gcc. The mutants (expected 1) show that the models can tell right from wrong. Part of the test suite.
cd "$(dirname "$0")" || exit 1
t=$(mktemp -d) || exit 1; trap 'rm -rf "$t"' EXIT; bad=0; n=0
v() { # model want name flags...
  m=$1 want=$2 name=$3; shift 3; n=$((n+1))
  (cd "$t" && rm -f pan* out && spin -a "$@" "$OLDPWD/$m" >/dev/null 2>&1 &&
   gcc -O2 -DSAFETY -DNOCLAIM -DVECTORSZ=512 -o pan pan.c 2>/dev/null && ./pan -m100000 >out 2>&1)
  got=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' "$t/out"); s=$(awk '/states, stored/{print $1}' "$t/out")
  [ "$got" = "$want" ] && r=ok || { r=WRONG; bad=$((bad+1)); }
  printf '%-5s %-58s errors %s (want %s) states %s\n' "$r" "$name" "${got:-?}" "$want" "$s"
}
v outbox.pml 0 "protocol, bounded delay + fresh reads" -DA1 -DA2
v outbox.pml 0 "same, 3 crashes, 4 sends" -DA1 -DA2 -DCRASHES=3 -DSENDS=4
v outbox.pml 0 "look-alike made elsewhere, own writes told apart" -DA1 -DA2 -DEXT -DKEYED
v outbox.pml 1 "MUTANT look-alike, own writes not told apart" -DA1 -DA2 -DEXT
v outbox.pml 1 "MUTANT HTTP library re-sends" -DA1 -DA2 -DRESEND
v outbox.pml 1 "MUTANT SENDING not durable before first byte" -DA1 -DA2 -DNOJOURNAL
v outbox.pml 1 "MUTANT retry on ambiguous failure" -DA1 -DA2 -DNAIVE
v outbox.pml 1 "MUTANT unbounded delay, automatic resend" -DA2
v outbox.pml 1 "MUTANT stale read, automatic resend" -DA1
v outbox.pml 0 "unbounded delay + sweeper" -DA2 -DSWEEP
v outbox.pml 0 "unbounded delay + library re-sends + sweeper" -DA2 -DSWEEP -DRESEND
v outbox.pml 0 "strict at-most-once, no assumption at all" -DSENDS=1
v sms.pml 1 "MUTANT SMS posted straight to outbox" -DDIRECT
v sms.pml 0 "SMS draft then flip, no assumption at all"
v sms.pml 0 "SMS draft then flip, library re-sends" -DRESEND
v sms.pml 1 "MUTANT SMS cancel by PUT draft, late flip" -DLATEFLIP
v sms.pml 0 "SMS cancel by DELETE, late flip, re-sends, 3 crashes" -DLATEFLIP -DDELCANCEL -DRESEND -DCRASHES=3
n=$((n+1)); (cd "$t" && rm -f pan* out && spin -a -DA1 -DA2 "$OLDPWD/outbox.pml" >/dev/null 2>&1 && gcc -O2 -DNFAIR=4 -DVECTORSZ=512 -o pan pan.c 2>/dev/null && ./pan -a -f -N live -m200000 >out 2>&1)
got=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' "$t/out"); [ "$got" = 0 ] && r=ok || { r=WRONG; bad=$((bad+1)); }
printf '%-5s %-58s errors %s (want 0)\n' "$r" "liveness: every operation ends DONE or USER (weak fairness)" "${got:-?}"
echo "$((n-bad)) passed, $bad failed"; [ $bad = 0 ]
