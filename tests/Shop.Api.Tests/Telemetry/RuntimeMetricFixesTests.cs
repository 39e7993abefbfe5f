namespace Shop.Api.Tests.Telemetry;

public sealed class RuntimeMetricFixesTests
{
    [Theory]
    [InlineData("dotnet_thread_pool_threads", "gauge")]
    [InlineData("dotnet_thread_pool_queue_length", "gauge")]
    [InlineData("dotnet_process_cpus", "gauge")]
    [InlineData("dotnet_process_memory_working_set_bytes", "gauge")]
    [InlineData("dotnet_gc_heap_total_allocated_bytes_total", "counter")]
    [InlineData("kestrel_active_connections", "gauge")]
    [InlineData("http_server_active_requests", "gauge")]
    [InlineData("aspnetcore_routing_match_attempts_total", "counter")]
    public async Task The_framework_s_own_metrics_have_the_right_type(string name, string type)
    {
        await using var shop = await MetricsApplication.StartAsync();
        await shop.GetTextAsync(new Uri(shop.Api, "/hello/you"));

        Assert.Equal(type, shop.ScrapeNow()[name].Type);
    }

    [Theory]
    [InlineData("dotnet_assembly_count")]
    [InlineData("dotnet_timer_count")]
    [InlineData("dotnet_process_cpu_count")]
    [InlineData("dotnet_thread_pool_thread_count")]
    [InlineData("dotnet_thread_pool_thread_count_total")]
    [InlineData("dotnet_thread_pool_queue_length_total")]
    public async Task A_name_that_promtool_or_a_dashboard_would_trip_over_is_gone(string name)
    {
        await using var shop = await MetricsApplication.StartAsync();

        Assert.False(shop.ScrapeNow().ContainsKey(name));
    }
}
