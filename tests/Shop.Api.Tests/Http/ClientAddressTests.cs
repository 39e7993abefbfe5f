using System.Net;
using Microsoft.AspNetCore.Http;
using Shop.Api.Http;

namespace Shop.Api.Tests.Http;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:10.1.2.3", "1.1.1.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("172.18.0.5", "2001:db8::1", "2001:db8::1")]
    [InlineData("192.168.1.1", null, "192.168.1.1")]
    [InlineData("::1", "nonsense", "::1")]
    [InlineData("198.51.100.7", "203.0.113.9", "198.51.100.7")]
    [InlineData("172.32.0.1", "203.0.113.9", "172.32.0.1")]
    public void The_proxys_word_counts_only_where_the_proxy_stands(string peer, string? forwarded, string expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        context.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(expected, ClientAddress.Of(context));
    }
}
