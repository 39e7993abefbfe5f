using System.Reflection;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Shop.Api.Http;
using Shop.Api.Http.Json;

namespace Shop.Api.Tests.Http;

public sealed class RouteContractTests
{
    [Fact]
    public void A_body_without_rules_keeps_the_API_from_starting()
    {
        var failure = Assert.ThrowsAny<Exception>(() => RouteContract.Of(Handler((Body<WaveRequest> body) => { }), Services(_ => { })));

        Assert.Contains("No IValidator<WaveRequest>", failure.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_without_rules_or_with_an_odd_type_keeps_the_API_from_starting()
    {
        var withoutRules = Assert.ThrowsAny<Exception>(() => RouteContract.Of(Handler((Query<EchoQuery> query) => { }), Services(_ => { })));
        var odd = Assert.ThrowsAny<Exception>(() => RouteContract.Of(
            Handler((Query<HasDate> query) => { }), Services(all => all.AddSingleton<IValidator<HasDate>, InlineValidator<HasDate>>())));

        Assert.Contains("No IValidator<EchoQuery>", withoutRules.GetBaseException().Message, StringComparison.Ordinal);
        Assert.Contains("HasDate.On", odd.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(HasGuid))]
    [InlineData(typeof(HasInt))]
    [InlineData(typeof(HasNumber))]
    public void A_contract_whose_fields_could_fail_after_the_check_keeps_the_API_from_starting(Type contract)
    {
        var json = Services(_ => { }).GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>();

        Assert.Throws<InvalidOperationException>(() => JsonShape.Of(json.Value.SerializerOptions.GetTypeInfo(contract)));
    }

    [Fact]
    public void A_contract_is_read_off_the_handlers_parameters()
    {
        var services = Services(all => all.AddSingleton<IValidator<WaveRequest>, WaveValidator>());

        var contract = RouteContract.Of(Handler((Guid id, OptionalBody<WaveRequest> body, Page page, Change change) => { }), services);

        Assert.True(contract.Body!.IsOptional);
        Assert.True(contract.HasPage);
        Assert.True(contract.IsChange);
        Assert.Equal(["id"], contract.Ids);
    }

    private static MethodInfo Handler(Delegate handler) => handler.Method;

    private static ServiceProvider Services(Action<IServiceCollection> more)
    {
        var services = new ServiceCollection().AddShopJson();
        more(services);
        return services.BuildServiceProvider();
    }

    private sealed record HasGuid(Guid? Id);

    private sealed record HasDate
    {
        public DateOnly? On { get; init; }
    }

    private sealed record HasInt(int? Number);

    private sealed record HasNumber(long Number);
}
