target_sources(leadline_sandbox PRIVATE
    events/eventendpoints.cpp
    events/eventlog.cpp
    events/eventlog.h
    events/eventrecorder.cpp
    events/eventrecorder.h
    events/eventsubject.cpp
    events/eventsubject.h
    events/eventwriter.cpp
    events/eventwriter.h
)
