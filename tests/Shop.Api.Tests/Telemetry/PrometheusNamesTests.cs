using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class PrometheusNamesTests
{
    [Theory]
    [InlineData("shop.purchases", "{purchase}", "Counter", "shop_purchases_total")]
    [InlineData("http.server.request.duration", "s", "Histogram", "http_server_request_duration_seconds")]
    [InlineData("http.server.active_requests", "{request}", "Gauge", "http_server_active_requests")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", "Counter", "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("dotnet.process.cpu.time", "s", "Counter", "dotnet_process_cpu_time_seconds_total")]
    [InlineData("queue_seconds", "s", "Gauge", "queue_seconds")]
    [InlineData("seconds", "s", "Gauge", "seconds")]
    [InlineData("jobs_total", "s", "Counter", "jobs_seconds_total")]
    [InlineData("jobs_total", "", "Counter", "jobs_total")]
    [InlineData("disk.io", "By/s", "Gauge", "disk_io_bytes_per_second")]
    [InlineData("rate", "{request}/s", "Gauge", "rate_per_second")]
    [InlineData("rate", "m/{odd}", "Gauge", "rate_meters")]
    [InlineData("hit.ratio", "1", "Gauge", "hit_ratio")]
    [InlineData("memory.used", "%", "Gauge", "memory_used_percent")]
    [InlineData("heat", "Cel", "Gauge", "heat_celsius")]
    [InlineData("revenue", "{EUR}", "Counter", "revenue_total")]
    [InlineData("rows", "widgets*2", "Gauge", "rows_widgets_2")]
    [InlineData("broken", "{open", "Gauge", "broken")]
    [InlineData("2fast", "", "Gauge", "_2fast")]
    [InlineData("a..b--c/d e", "", "Gauge", "a_b_c_d_e")]
    [InlineData("ends.", "By", "Counter", "ends_bytes_total")]
    [InlineData("job:rate5m", "", "Gauge", "job:rate5m")]
    [InlineData("größe", "", "Gauge", "gr_e")]
    [InlineData("日本", "", "Counter", "_total")]
    public void An_instrument_gets_the_name_that_the_specification_gives_it(string instrument, string unit, string type, string expected)
    {
        var name = PrometheusNames.Family(instrument, unit, Enum.Parse<FamilyType>(type));

        Assert.Equal(expected, name);
    }

    [Theory]
    [InlineData("http.route", "http_route")]
    [InlineData("a:b", "a_b")]
    [InlineData("9lives", "_9lives")]
    [InlineData("__name__", "_name_")]
    [InlineData("", "_")]
    [InlineData("le", "exported_le")]
    public void A_tag_gets_a_name_that_no_label_of_Prometheus_has(string tag, string expected)
    {
        Assert.Equal(expected, PrometheusNames.Label(tag));
    }
}
