const mesosImages = 'images are run by the docker containerizer only'
const authentication = 'no API of this agent authenticates, but that for executors'
const noMaster = 'this agent serves schedulers itself and registers with no master'
const noIsolators = 'the mesos containerizer here runs plain process groups, without isolators'
const noModules = 'native modules cannot be loaded'
const noHelpers = 'there are no native helper programs'
const noProviders = 'resource providers are not served'
const noOversubscription = 'nothing is oversubscribed'
const noStatistics = 'these statistics are not collected'

function each (names: string, reason: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map(name => [name, reason]))
}

/** Flags of the original agent which are refused when set, each with the reason. Nothing an operator sets is silently ignored. */
export const unsupportedFlags: Readonly<Record<string, string>> = {
  ...each('master master_detector zk_session_timeout registration_backoff_factor reconfiguration_policy domain', noMaster),
  ...each('authenticatee authentication_backoff_factor authentication_timeout_max authentication_timeout_min credential', noMaster),
  ...each('advertise_ip advertise_port', noMaster),
  ...each('acls authorizer authenticate_http_readonly authenticate_http_readwrite', authentication),
  ...each('http_authenticators http_credentials firewall_rules', authentication),
  ...each('appc_simple_discovery_uri_prefix appc_store_dir docker_registry docker_store_dir docker_ignore_runtime', mesosImages),
  ...each('docker_volume_checkpoint_dir docker_volume_chown image_providers image_provisioner_backend', mesosImages),
  ...each('isolation launcher cgroups_hierarchy cgroups_root cgroups_destroy_timeout', noIsolators),
  ...each('cgroups_cpu_enable_pids_and_tids_count cgroups_net_cls_primary_handle cgroups_net_cls_secondary_handles', noIsolators),
  ...each('allowed_devices bounding_capabilities effective_capabilities', noIsolators),
  ...each('container_ports_isolated_range container_ports_watch_interval check_agent_port_range_only', noIsolators),
  ...each('default_container_shm_size disallow_sharing_agent_ipc_namespace disallow_sharing_agent_pid_namespace', noIsolators),
  ...each('enforce_container_ports ephemeral_ports_per_container', noIsolators),
  ...each('egress_rate_limit_per_container egress_unique_flow_per_container egress_flow_classifier_parent', noIsolators),
  ...each('eth0_name lo_name host_path_volume_force_creation nvidia_gpu_devices revocable_cpu_low_priority', noIsolators),
  ...each('network_cni_config_dir network_cni_plugins_dir network_cni_metrics network_cni_root_dir_persist', noIsolators),
  ...each('network_enable_socket_statistics_details network_enable_socket_statistics_summary network_enable_snmp_statistics', noIsolators),
  ...each('network_link_speed systemd_enable_support systemd_runtime_directory volume_gid_range', noIsolators),
  ...each('xfs_kill_containers xfs_project_range gc_non_executor_container_sandboxes', noIsolators),
  ...each('modules modules_dir disk_profile_adaptor', noModules),
  ...each('resource_estimator qos_controller oversubscribed_resources_interval qos_correction_interval_min', noOversubscription),
  ...each('resource_provider_config_dir csi_plugin_config_dir', noProviders),
  ...each('perf_duration perf_events perf_interval memory_profiling', noStatistics),
  ...each('log_dir external_log_file logbufsecs initialize_driver_logging quiet', 'the log goes to standard error as JSON lines'),
  ...each('launcher_dir http_command_executor', noHelpers),
  ...each('agent_features agent_subsystems slave_subsystems', 'features cannot be chosen'),
  ...each('http_executor_domain_sockets domain_socket_location', 'executors connect over TCP'),
  http_executor_authenticators: 'executors authenticate with tokens of the agent alone, see --authenticate_http_executors and --jwt_secret_key',
  hooks: `${noModules}; a host of its own gives them as the option hooks of the docker containerizer, or as docker.hooks of the agent plugin`,
  secret_resolver: `${noModules}; a host of its own gives one as the option secretResolver of the docker containerizer, or as docker.secretResolver of the agent plugin`,
  docker: 'the engine is spoken to on --docker_socket, without its command line program',
  executor_reregistration_retry_interval: 'executors are never asked twice to come back',
  max_completed_executors_per_framework: 'not yet: ended tasks are not remembered once their last update is acknowledged',
  ip6: 'only one address is listened on, see --ip',
  ip_discovery_command: 'see --ip',
  runtime_dir: 'all state is kept below --work_dir'
}
