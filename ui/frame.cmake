target_sources(leadline_ui PRIVATE
    theme/theme.h
)
