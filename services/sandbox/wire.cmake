target_sources(leadline_sandbox PRIVATE
    exchange.h
    faultproxy.h
    faults.h
    server.h
)
