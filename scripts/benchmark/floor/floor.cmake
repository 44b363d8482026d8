# What scripts/bench builds beside the engines: bare XNNPACK operators, on the engines' own XNNPACK.
foreach(variant relaxed relaxed-threads)
  add_executable(floor-${variant} EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/floor.cpp)
  set_target_properties(floor-${variant} PROPERTIES SUFFIX .mjs)
  target_link_libraries(floor-${variant} PRIVATE xnnpack-${variant} loupe_warnings)
  target_link_options(floor-${variant} PRIVATE -O3 -sMODULARIZE -sEXPORT_ES6 -sINITIAL_MEMORY=64MB
    -sENVIRONMENT=web,worker -sSTACK_SIZE=1MB -sAUTO_NATIVE_LIBRARIES=0
    -sEXPORTED_FUNCTIONS=_createFloat32,_createInt8,_runFloat32,_runInt8)
endforeach()
target_link_options(floor-relaxed-threads PRIVATE -pthread -sPTHREAD_POOL_SIZE=2)
