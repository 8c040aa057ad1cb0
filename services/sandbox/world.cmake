target_sources(leadline_sandbox PRIVATE
    store.h
)
