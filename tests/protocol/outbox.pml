/* Model of the outbox "create" protocol over an API with no idempotency key.
   Two operations with the SAME fingerprint (identical twins), one client that can
   crash between any two steps, a network that may drop, delay or apply a request.
   -DA1      the client's settle wait outlasts every abandoned request (bounded delay)
   -DA2      the list read after the settle wait sees everything applied (no stale read)
   -DKEYED   the list read can tell our writes from a look-alike made elsewhere (api_key_id)
   -DEXT     a colleague may create one look-alike by hand
   -DRESEND  the HTTP library may silently send the request twice (measured: QNAM)
   -DNAIVE   ambiguous failure => send again without looking
   -DNOJOURNAL  SENDING is not durable before the first byte (crash forgets it)
   -DNOSERIAL   twins may be in doubt at the same time
   -DSWEEP   a sweeper later deletes surplus copies (self-healing)               */
#ifndef CRASHES
#define CRASHES 2
#endif
#ifndef SENDS
#define SENDS 3
#endif
mtype = {QUEUED,SENDING,UNKNOWN,DONE,USER,OK,REJ,AMB};
mtype st[2]=QUEUED; byte objs[2]; byte infl[2]; byte nsend[2]; byte crashes=0; byte ext=0; byte extn=0; bool quiet=false;
#define ISDONE(x) (st[x]==DONE -> 1 : 0)
#define TERM(x)   (st[x]==DONE || st[x]==USER)
#ifdef NOSERIAL
#define READY(x)  (st[x]==QUEUED)
#else
#define READY(x)  (st[x]==QUEUED && !(st[1-x]==SENDING || st[1-x]==UNKNOWN))
#endif
#define BUSY(x)   (st[x]==SENDING || st[x]==UNKNOWN)
inline recover() { d_step { crashes++;
   if :: st[0]==SENDING -> st[0]=UNKNOWN :: else fi;
   if :: st[1]==SENDING -> st[1]=UNKNOWN :: else fi; } }
#define CRASHPT if :: crashes<CRASHES -> recover(); goto top :: true fi
active proctype Server() { byte k;
 end: do
 :: atomic { infl[0]>0 -> infl[0]--; if :: objs[0]++ :: skip fi }
 :: atomic { infl[1]>0 -> infl[1]--; if :: objs[1]++ :: skip fi }
#ifdef EXT
 :: atomic { extn==0 -> extn=1; ext=1 }
#endif
 od }
active proctype Client() { byte i; byte n; byte d; mtype rep;
 top: i=0; n=0; d=0; rep=AMB;
 do
 :: TERM(0) && TERM(1) -> break
 :: else ->
#ifdef NOSERIAL
   if :: !TERM(0) -> i=0 :: !TERM(1) -> i=1 fi;
#else
   if :: BUSY(0) -> i=0 :: BUSY(1) -> i=1
      :: !BUSY(0) && !BUSY(1) && !TERM(0) -> i=0 :: !BUSY(0) && !BUSY(1) && !TERM(1) -> i=1 fi;
#endif
   if
   :: READY(i) ->
#ifndef NOJOURNAL
      st[i]=SENDING; CRASHPT;
#endif
      atomic { infl[i]++; nsend[i]++ };
#ifdef RESEND
      if :: infl[i]++ :: skip fi;
#endif
      CRASHPT;
      if
      :: atomic { infl[i]>0 -> infl[i]--; objs[i]++; rep=OK }
      :: atomic { infl[i]>0 -> infl[i]--; rep=REJ }
      :: rep=AMB
      fi;
      CRASHPT;
      if
      :: rep==OK -> st[i]=DONE
      :: rep==REJ && nsend[i]<SENDS -> st[i]=QUEUED
      :: rep==REJ && nsend[i]>=SENDS -> st[i]=USER
#ifdef NAIVE
      :: rep==AMB && nsend[i]<SENDS -> st[i]=QUEUED
      :: rep==AMB && nsend[i]>=SENDS -> st[i]=USER
#else
      :: rep==AMB -> st[i]=UNKNOWN
#endif
      fi; CRASHPT
   :: st[i]==UNKNOWN ->
#ifdef A1
      (infl[0]+infl[1]==0);
#endif
      CRASHPT;
      n = objs[0]+objs[1];
#ifndef KEYED
      n = n+ext;
#endif
#ifndef A2
      if :: n>0 -> n-- :: true fi;
#endif
      CRASHPT;
      d = ISDONE(0)+ISDONE(1);
      if
      :: n>d -> st[i]=DONE
      :: n<=d && nsend[i]<SENDS -> st[i]=QUEUED
      :: n<=d && nsend[i]>=SENDS -> st[i]=USER
      fi; CRASHPT
   :: else -> skip
   fi
 od;
 (infl[0]+infl[1]==0);
#ifdef SWEEP
 atomic { n=objs[0]+objs[1]; d=ISDONE(0)+ISDONE(1);
   do :: n>d -> n--; if :: objs[0]>1 || (objs[0]>0 && st[0]!=DONE) -> objs[0]-- :: else -> objs[1]-- fi :: else -> break od };
#endif
 quiet=true;
 assert(objs[0]+objs[1] >= ISDONE(0)+ISDONE(1));                     /* no write reported done that is not there */
 assert(objs[0]+objs[1] <= ISDONE(0)+ISDONE(1) + (st[0]==USER -> 1:0) + (st[1]==USER -> 1:0)); /* no duplicate */
}
#ifndef SWEEP
active proctype Watch() { end: do :: objs[0]+objs[1] > 2 -> assert(false) od }
#endif
ltl live { <> (TERM(0) && TERM(1)) }
