target_sources(leadline_ui PRIVATE
    outbox/conflictchoices.cpp
    outbox/conflictchoices.h
    outbox/outboxdelegate.cpp
    outbox/outboxdelegate.h
    outbox/outboxdetail.cpp
    outbox/outboxdetail.h
    outbox/outboxpane.cpp
    outbox/outboxpane.h
    outbox/outboxwords.cpp
    outbox/outboxwords.h
    outbox/undobar.cpp
    outbox/undobar.h
    text/commandtext.cpp
    text/commandtext.h
    text/undotext.cpp
    text/undotext.h
)
