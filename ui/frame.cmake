target_sources(leadline_ui PRIVATE
    "${CMAKE_SOURCE_DIR}/resources/ui.qrc"
    theme/iconrenderer.cpp
    theme/iconrenderer.h
    theme/leadlinestyle.cpp
    theme/leadlinestyle.h
    theme/palette.cpp
    theme/palette.h
    theme/stylesheet.cpp
    theme/stylesheet.h
    theme/theme.cpp
    theme/theme.h
)
